/// libsodium wants to be started before its first use, once, by whichever thread comes first.
#pragma once

namespace parvis::crypto {

void start_sodium();

inline const unsigned char* bytes_of(const char* text) {
  return reinterpret_cast<const unsigned char*>(text);
}
inline unsigned char* bytes_of(char* text) {
  return reinterpret_cast<unsigned char*>(text);
}

}  // namespace parvis::crypto
