"""Orders at providers: placed, asked after, told of."""
