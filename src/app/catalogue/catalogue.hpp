/// Which programmes there are: the ones that come with the program, or a folder with one TOML file per programme.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/programme/programme.hpp"
#include "platform/base/embedded.hpp"

namespace parvis {
/// The files of examples/programmes, as they are.
std::span<const EmbeddedFile> programme_files();
}  // namespace parvis

namespace parvis::catalogue {

/// What was read, and what stood in the way. With a fault the programmes may be fewer than the files.
struct Loaded {
  std::vector<programme::Programme> programmes;  ///< by id
  std::vector<programme::ConfigFault> faults;    ///< by file and line; empty when all is well
};

/// The examples that are part of the program (examples/programmes). They are tested to be without faults.
const std::vector<programme::Programme>& bundled_programmes();

/// Every *.toml in the folder, in the order of their names. A folder that cannot be read or holds no programme, and
/// two files with the same id, are faults too.
Loaded load_folder(const std::string& folder);

}  // namespace parvis::catalogue
