// Why a field can not take a value, by the server's own sentence: what may stand in it is said in the words of whoever reads. Swedish.

export const whys: Readonly<Record<string, string>> = {
  'it is empty': 'värdet är tomt',
  'it is longer than 64 characters': 'värdet är längre än 64 tecken',
  'it is longer than 128 characters': 'värdet är längre än 128 tecken',
  'it is longer than 256 characters': 'värdet är längre än 256 tecken',
  'it is longer than 1024 characters': 'värdet är längre än 1 024 tecken',
  "only letters, digits and . _ - ' + @ # are allowed":
    "bara bokstäver, siffror och . _ - ' + @ # får användas",
  'an extension is 1 to 10 digits': 'en anknytning har 1 till 10 siffror',
  'it is not an e-mail address': 'det är ingen e-postadress',
  'it has a control character in it': 'det har ett styrtecken i sig',
  'it is a premium rate number': 'det är ett betalnummer',
  "it is in none of the company's number series": 'numret finns inte i någon av företagets nummerserier',
  'it is not a phone number that can be called': 'det är inget telefonnummer som går att ringa',
};
