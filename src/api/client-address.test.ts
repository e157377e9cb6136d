import { expect, test } from 'vitest';
import { decideClient } from './client-address.ts';

const isOurs = (address: string) => address.startsWith('10.');
const client = (
  remote: string | undefined,
  forwardedFor?: string,
  forwardedProto?: string,
  origin: string | null = null,
) => decideClient({ remote, forwardedFor, forwardedProto, host: 'rollcall.example' }, isOurs, origin);

test('without a proxy of ours the socket says who it is, whatever the headers say', () => {
  expect(client('198.51.100.7', '203.0.113.1', 'https')).toEqual({
    address: '198.51.100.7',
    origin: 'http://rollcall.example',
  });
});

test('behind our proxy it is the nearest that is not ours; what stands beyond is made up', () => {
  expect(client('10.0.0.1', '203.0.113.9, 198.51.100.7').address).toBe('198.51.100.7');
  expect(client('10.0.0.1', '203.0.113.9, 198.51.100.7, 10.0.0.2').address).toBe('198.51.100.7');
  expect(client('10.0.0.1', '10.0.0.3').address).toBe('10.0.0.3');
  expect(client('10.0.0.1').address).toBe('10.0.0.1');
});

test('addresses lose brackets, ports and the form of IPv4 in IPv6', () => {
  expect(client('::ffff:198.51.100.7').address).toBe('198.51.100.7');
  expect(client('::ffff:10.0.0.1', '[2001:db8::1]:443').address).toBe('2001:db8::1');
  expect(client('10.0.0.1', '198.51.100.7:5123').address).toBe('198.51.100.7');
  expect(client(undefined).address).toBeNull();
});

test('https is what our proxy says or what the origin is set to', () => {
  expect(client('10.0.0.1', '198.51.100.7', 'https').origin).toBe('https://rollcall.example');
  expect(client('198.51.100.7', undefined, undefined, 'https://set.example').origin).toBe(
    'https://set.example',
  );
});
