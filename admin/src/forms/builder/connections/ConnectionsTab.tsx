/** Stand-in until written. */
export const ConnectionsTab = () => null;
