// What the map page carries.

export {};
