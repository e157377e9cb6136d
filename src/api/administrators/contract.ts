// The routes of the people who use the program. They are not below a company: an operator belongs to none.
import { apiRoute } from '../route.ts';
import {
  administratorChangesSchema,
  administratorPageSchema,
  administratorParams,
  administratorSchema,
  administratorsQuery,
  createdAdministratorSchema,
  invitationLinkSchema,
  newAdministratorSchema,
} from './schema.ts';

const tags = ['Administrators'];
const json = <const T>(schema: T) => ({ content: { 'application/json': { schema } } });

export const listRoute = apiRoute(
  'administrator.read',
  {
    method: 'get',
    path: '/administrators',
    operationId: 'listAdministrators',
    summary: 'People who use Rollcall, by e-mail address',
    description: 'Operators see everybody, all others those of their own company.',
    tags,
    request: { query: administratorsQuery },
    responses: { 200: { description: 'A page.', ...json(administratorPageSchema) } },
  },
  { problems: [404] },
);

export const createRoute = apiRoute(
  'administrator.change',
  {
    method: 'post',
    path: '/administrators',
    operationId: 'createAdministrator',
    summary: 'Invites somebody; the link is shown this once',
    tags,
    request: { body: { required: true, ...json(newAdministratorSchema) } },
    responses: { 201: { description: 'Invited.', ...json(createdAdministratorSchema) } },
  },
  { idempotent: true, problems: [404] },
);

export const getRoute = apiRoute('administrator.read', {
  method: 'get',
  path: '/administrators/{administrator}',
  operationId: 'getAdministrator',
  summary: 'One of them',
  tags,
  request: { params: administratorParams },
  responses: { 200: { description: 'The person.', ...json(administratorSchema) } },
});

export const changeRoute = apiRoute(
  'administrator.change',
  {
    method: 'patch',
    path: '/administrators/{administrator}',
    operationId: 'changeAdministrator',
    summary: 'Changes somebody’s particulars or role, or shuts the person out',
    description: 'A changed role counts from the next request on; disabling ends all sessions at once.',
    tags,
    request: { params: administratorParams, body: { required: true, ...json(administratorChangesSchema) } },
    responses: { 200: { description: 'As it is now.', ...json(administratorSchema) } },
  },
  { ifMatch: true },
);

export const deleteRoute = apiRoute(
  'administrator.change',
  {
    method: 'delete',
    path: '/administrators/{administrator}',
    operationId: 'deleteAdministrator',
    summary: 'Removes somebody and ends all sessions at once',
    tags,
    request: { params: administratorParams },
    responses: { 204: { description: 'Removed.' } },
  },
  { ifMatch: true },
);

export const inviteRoute = apiRoute(
  'administrator.change',
  {
    method: 'post',
    path: '/administrators/{administrator}/invitation',
    operationId: 'inviteAgain',
    summary: 'Makes a new link, also for somebody who has forgotten the password',
    description: 'It ends the links before it. The old password is good until the link is used.',
    tags,
    request: { params: administratorParams },
    responses: { 201: { description: 'The link.', ...json(invitationLinkSchema) } },
  },
  { idempotent: true },
);
