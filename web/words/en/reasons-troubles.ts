// What a run, a template or the whole company is troubled by, by its code: why a run failed or was refused, brakes, number series.
// English.
import { plain } from '../reason-shape.ts';

const runTroubles = {
  'credential.wrong': plain(
    'The secret is wrong',
    'Microsoft does not accept the secret (client_secret).',
    'Make a new secret in Azure, copy its value and save it in Provider Settings.',
  ),
  'credential.expired': plain(
    'The secret has expired',
    'The secret (client_secret) has expired.',
    'Make a new secret in Azure and save its value in Provider Settings.',
  ),
  'credential.isId': plain(
    'The secret’s ID instead of its value',
    'Provider Settings have the secret’s ID and not its value.',
    'Make a new secret in Azure and paste its value: it is shown only once.',
  ),
  'app.unknown': plain(
    'The app does not exist',
    'No app with the client_id of Provider Settings exists in the tenant.',
    'Check Application (client) ID on the app’s page in Azure.',
  ),
  'tenant.unknown': plain(
    'The tenant does not exist',
    'No Entra tenant has the tenant_id of Provider Settings.',
    'Check Directory (tenant) ID on the app’s page in Azure.',
  ),
  'permission.missing': plain(
    'A permission is missing',
    'The app lacks a permission that is needed to read people or groups.',
    'Add User.Read.All and Group.Read.All (application) and press Grant admin consent in Azure.',
  ),
  'group.notFound': plain(
    'The group does not exist',
    'A group that the template reads does not exist in Entra ID any more.',
    'Choose another group in Provider Settings, or restore it in Entra ID.',
  ),
  'group.ambiguous': plain(
    'Several groups have the same name',
    'Several groups in Entra ID have the name that stands in Provider Settings.',
    'Write the group’s ID instead of its name.',
  ),
  'graph.throttled': plain(
    'Microsoft asked us to wait for too long',
    'Microsoft took no more questions for a long time.',
    'Nothing to do: the next run tries again.',
  ),
  'graph.unavailable': plain(
    'Microsoft does not answer',
    'Microsoft Graph could not be reached.',
    'Nothing to do if it passes. Otherwise see status.cloud.microsoft and that the server reaches the internet.',
  ),
  'graph.protocol': plain(
    'Unexpected answer from Microsoft',
    'Microsoft Graph answered in a way that can not be understood.',
    'Try again. If it happens every time, send the reason to whoever runs Rollcall.',
  ),
  'provider.invalid': plain(
    'Provider Settings are incomplete',
    'Provider Settings can not be used as they are.',
    'Open the template and see to what stands under Provider Settings.',
  ),
  'template.paused': plain(
    'The template is paused',
    'The template is paused, so nothing was changed.',
    'Choose User sync or New users only. A preview works all the same.',
  ),
  'template.busy': plain(
    'A run is going already',
    'The template is being synced, and another run already waits for its turn.',
    'Wait for these two to end.',
  ),
  'template.retiring': plain(
    'The template is deleted',
    'The template is deleted and lets its users go, so it reads nobody any more.',
    'Wait for its last user to be gone, or delete it once more and keep those who are left.',
  ),
  'plan.changed': plain(
    'The plan is another one now',
    'Something has changed since the preview, so nothing was applied.',
    'Look at the steps below, which are what would happen now, and apply these instead.',
  ),
  'preview.expired': plain(
    'The preview is too old',
    'The preview is older than 24 hours.',
    'Make another preview.',
  ),
  'preview.used': plain(
    'Applied already',
    'The preview was applied already.',
    'Nothing to do. Make another to see what is left.',
  ),
  'preview.unknown': plain(
    'No plan to apply',
    'This is no preview with a plan that can be applied.',
    'Make another preview.',
  ),
  'approval.stale': plain(
    'The approval does not stand any more',
    'This is not the newest run that withheld these steps, or it was approved already.',
    'Open the template’s newest run and approve that one.',
  ),
  'approval.changed': plain(
    'The list is another one now',
    'More would be affected than those who were approved, or in another way. Nothing that was approved was applied.',
    'Look at the steps that were withheld this time, and approve this run.',
  ),
  'run.interrupted': plain(
    'Called off',
    'The run was ended before it was done. Nothing of it was applied.',
    'Nothing to do: the next run reads and plans afresh.',
  ),
  'database.unavailable': plain(
    'The database did not answer',
    'The database could not be used.',
    'Ask whoever runs Rollcall to see that the database runs and has space, and try again.',
  ),
  'person.unknown': plain(
    'There is no such person',
    'Nobody in Entra ID has that address or number.',
    'Check the spelling, or use the person’s object ID.',
  ),
  'undo.nothing': plain(
    'Nothing to undo',
    'It changed nobody, so there is nothing to take back.',
    'Choose a run or a change that did something.',
  ),
  'undo.impossible': plain(
    'None of it can be undone',
    'None of it can be taken back: each row below says why.',
    'Undo what came later first, or change the users by hand.',
  ),
  internal: plain(
    'A fault in Rollcall',
    'The program made a mistake. Nothing of the run was applied.',
    'Send the reason and the reference to whoever runs Rollcall.',
  ),
};

const lasting = {
  'brake.removals': plain(
    'Brake: many would leave or be deleted',
    'More users than the limit allows would leave or be deleted. Those steps are withheld.',
    'Review the list and approve it, or correct what is wrong in Entra ID.',
  ),
  'brake.numbers': plain(
    'Brake: many would get another number',
    'More users than the limit allows would get another PSTN Fixed. Those steps are withheld.',
    'Review the list and approve it, or correct what is wrong in Entra ID.',
  ),
  'brake.creates': plain(
    'Brake: many would be created',
    'More users than the limit allows would be created. Those steps are withheld.',
    'Review the list and approve it, or narrow the template’s scope.',
  ),
  'series.usedUp': plain(
    'The number series is used up',
    'A number series has no free number left.',
    'Order more numbers and add them, or release reserved and cooling ones.',
  ),
  'series.runsOut': plain(
    'The number series runs out soon',
    'A number series runs out soon at the pace at which its numbers go.',
    'Order more numbers and add them, or release reserved and cooling ones.',
  ),
  'series.low': plain(
    'Few numbers left',
    'A number series has few free numbers left.',
    'Order more numbers and add them, or release reserved and cooling ones.',
  ),
};

export const troubles = { ...runTroubles, ...lasting };
