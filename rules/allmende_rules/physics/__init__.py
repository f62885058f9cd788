"""The sealed physics: technology, execution, settlement and nature. No system may change them."""
