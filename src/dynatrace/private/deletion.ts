/** What the end of a token means for its stack: the provider fails to read a token that is gone. */
export const DELETION_AFTER_END = 'Dynatrace deletes it seven days after its end, and every plan of this stack fails from then on.';
