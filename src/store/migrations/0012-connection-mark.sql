-- Whether the provider of a template was tried on the source since it was last changed: {state, at}; null: never.
alter table sync_templates add column connection jsonb;
