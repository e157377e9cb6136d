-- What was linked in one sitting is a batch like any other, and is found by that index.
drop index steps_adoption;
