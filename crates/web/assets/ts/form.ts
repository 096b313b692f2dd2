// What the entry form carries.

export {};
