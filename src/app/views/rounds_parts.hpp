/// What the pages of rounds share. For the files of this folder.
#pragma once

#include "app/views/rounds_pages.hpp"

namespace parvis::views {

Html round_heading(std::string_view id, const std::string& words, std::int64_t count, const Texts& t);
Html pair_table(const std::vector<PairLine>& lines, const std::string& caption, const std::string& path,
                const std::vector<Option>& reasons, const Desk& desk, const Texts& t);

}  // namespace parvis::views
