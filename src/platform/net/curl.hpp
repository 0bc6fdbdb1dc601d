/// What both users of libcurl in this folder need. Nothing of the library shows here.
#pragma once

#include <string>
#include <string_view>

namespace parvis::net {

/// Once per program and before any thread uses the library; cheap afterwards.
void start_curl();
/// "localhost", 127.x.y.z or ::1 (with or without brackets) as written: nothing is looked up.
bool is_loopback(std::string_view host);

}  // namespace parvis::net
