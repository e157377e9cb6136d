// The routes of whoever is signed in.
import { apiRoute } from '../route.ts';
import {
  meSchema,
  newPasswordSchema,
  profileChangesSchema,
  profileSchema,
  sessionParams,
  sessionsSchema,
} from './schema.ts';

const tags = ['Me'];

export const meRoute = apiRoute('signedIn', {
  method: 'get',
  path: '/me',
  operationId: 'getMe',
  summary: 'Who is signed in, and what may be asked for',
  tags,
  responses: { 200: { description: 'Who.', content: { 'application/json': { schema: meSchema } } } },
});

export const profileRoute = apiRoute('profile.change', {
  method: 'get',
  path: '/me/profile',
  operationId: 'getProfile',
  summary: 'The own profile',
  tags,
  responses: {
    200: { description: 'The profile.', content: { 'application/json': { schema: profileSchema } } },
  },
});

export const profileChangeRoute = apiRoute(
  'profile.change',
  {
    method: 'patch',
    path: '/me/profile',
    operationId: 'changeProfile',
    summary: 'Changes the own profile',
    tags,
    request: {
      body: { required: true, content: { 'application/json': { schema: profileChangesSchema } } },
    },
    responses: {
      200: { description: 'As it is now.', content: { 'application/json': { schema: profileSchema } } },
    },
  },
  { ifMatch: true },
);

export const passwordRoute = apiRoute('profile.change', {
  method: 'post',
  path: '/me/password',
  operationId: 'changePassword',
  summary: 'Changes the own password and ends every session, this one too',
  tags,
  request: { body: { required: true, content: { 'application/json': { schema: newPasswordSchema } } } },
  responses: { 204: { description: 'Changed. Sign in with the new one.' } },
});

export const sessionsRoute = apiRoute('profile.change', {
  method: 'get',
  path: '/me/sessions',
  operationId: 'listSessions',
  summary: 'The own sessions, on all devices',
  tags,
  responses: {
    200: { description: 'All of them.', content: { 'application/json': { schema: sessionsSchema } } },
  },
});

export const sessionEndRoute = apiRoute('profile.change', {
  method: 'delete',
  path: '/me/sessions/{session}',
  operationId: 'endSession',
  summary: 'Ends one of the own sessions',
  tags,
  request: { params: sessionParams },
  responses: { 204: { description: 'Ended.' } },
});

export const sessionEndOthersRoute = apiRoute('profile.change', {
  method: 'delete',
  path: '/me/sessions',
  operationId: 'endOtherSessions',
  summary: 'Ends the own sessions on all other devices',
  tags,
  responses: { 204: { description: 'Ended.' } },
});
