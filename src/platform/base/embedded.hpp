/// Files that are part of the program: texts, style sheets, the starter set of occupations. See
/// `parvis_embed` in cmake/Parvis.cmake, which defines one function per set of files.
#pragma once

#include <span>
#include <string_view>

namespace parvis {

struct EmbeddedFile {
  std::string_view path;
  std::string_view bytes;
};

}  // namespace parvis
