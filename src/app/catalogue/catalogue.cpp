#include "app/catalogue/catalogue.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <system_error>

#include "platform/base/assert.hpp"
#include "platform/base/embedded.hpp"

namespace parvis {
std::span<const EmbeddedFile> programme_files();
}

namespace parvis::catalogue {
namespace {

namespace fs = std::filesystem;

void take(Loaded& loaded, std::map<std::string, std::string>& file_of_id, std::string_view bytes,
          const std::string& file) {
  auto read = programme::read_programme(bytes, file);
  loaded.faults.insert(loaded.faults.end(), read.faults.begin(), read.faults.end());
  // A template is there to be filled in, not to be joined.
  if (!read.programme || read.programme->is_template) return;
  const auto [at, fresh] = file_of_id.emplace(read.programme->id, file);
  if (!fresh) {
    loaded.faults.push_back({file, 0, "id",
                             say("The id {id} is taken by {file}: give each programme an id of its own.")
                                 .with("id", read.programme->id)
                                 .with("file", at->second)});
    return;
  }
  loaded.programmes.push_back(std::move(*read.programme));
}

void sort_by_id(Loaded& loaded) {
  std::ranges::sort(loaded.programmes, {}, &programme::Programme::id);
}

}  // namespace

const std::vector<programme::Programme>& bundled_programmes() {
  static const auto programmes = [] {
    Loaded loaded;
    std::map<std::string, std::string> file_of_id;
    for (const auto& file : programme_files()) take(loaded, file_of_id, file.bytes, std::string(file.path));
    PARVIS_ASSERT(loaded.faults.empty());
    sort_by_id(loaded);
    return std::move(loaded.programmes);
  }();
  return programmes;
}

Loaded load_folder(const std::string& folder) {
  Loaded loaded;
  std::vector<fs::path> files;
  std::error_code fault;
  for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault))
    if (at->path().extension() == ".toml") files.push_back(at->path());
  if (fault) {
    loaded.faults.push_back({folder, 0, "", say("The folder cannot be read.")});
    return loaded;
  }
  std::ranges::sort(files);
  std::map<std::string, std::string> file_of_id;
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file)
      loaded.faults.push_back({path.string(), 0, "", say("The file cannot be read.")});
    else
      take(loaded, file_of_id, bytes.str(), path.string());
  }
  if (files.empty())
    loaded.faults.push_back(
        {folder, 0, "", say("The folder has no programme: put a file such as duo.toml there.")});
  sort_by_id(loaded);
  return loaded;
}

}  // namespace parvis::catalogue
