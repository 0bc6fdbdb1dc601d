// Read by nearly every source. Built once; `./dev soak` builds without it, so that each file still includes what it uses.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>
