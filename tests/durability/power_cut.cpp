#include "power_cut.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <optional>

namespace parvis::durability {
namespace {

constexpr std::size_t sector = 512;

void put(std::string& bytes, std::uint64_t at, std::string_view some) {
  if (bytes.size() < at + some.size()) bytes.resize(at + some.size(), '\0');
  std::copy(some.begin(), some.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

/// One file: what is surely on disk, and what waits.
struct File {
  std::optional<std::string> on_disk;
  std::vector<const DiskEvent*> waiting;
  bool name_waits = false;  ///< new, and its folder has not been synced
  bool taken_away = false;  ///< and the folder has not been synced
  bool is_gone = false;

  void do_all() {
    for (const auto* event : waiting) apply(*event);
    waiting.clear();
  }
  void apply(const DiskEvent& event) {
    if (!on_disk) on_disk.emplace();
    if (event.what == 't') on_disk->resize(event.at, '\0');
    if (event.what == 'w') put(*on_disk, event.at, event.bytes);
  }
  /// Each sector of each write, and each cut to a length, by itself: there or lost.
  void do_some(std::mt19937_64& chance) {
    const auto odds = chance() % 4;  // All lost, few, most, any.
    const auto is_kept = [&] {
      return odds == 0   ? false
             : odds == 1 ? chance() % 8 == 0
             : odds == 2 ? chance() % 8 != 0
                         : chance() % 2 == 0;
    };
    for (const auto* event : waiting) {
      if (event->what == 't') {
        if (is_kept()) apply(*event);
        continue;
      }
      for (std::size_t at = 0; at < event->bytes.size(); at += sector)
        if (is_kept()) apply({'w', {}, event->at + at, event->bytes.substr(at, sector)});
    }
    waiting.clear();
  }
};

std::string folder_of(const std::string& name) {
  return name.substr(0, name.rfind('/'));
}

void sync(std::map<std::string, File>& files, const std::string& name) {
  if (const auto file = files.find(name); file != files.end()) return file->second.do_all();
  for (auto& [path, file] : files) {
    if (folder_of(path) != name) continue;
    file.name_waits = false;
    file.is_gone |= file.taken_away;
  }
}

}  // namespace

std::vector<DiskEvent> read_journal(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<DiskEvent> events;
  char what = 0;
  while (in.get(what)) {
    std::uint64_t numbers[3] = {};
    in.read(reinterpret_cast<char*>(numbers), sizeof numbers);
    DiskEvent event{what, std::string(numbers[0], '\0'), numbers[1], std::string(numbers[2], '\0')};
    in.read(event.name.data(), static_cast<std::streamsize>(event.name.size()));
    in.read(event.bytes.data(), static_cast<std::streamsize>(event.bytes.size()));
    if (in) events.push_back(std::move(event));
  }
  return events;
}

AfterTheCut power_cut(const std::map<std::string, std::string>& before, const std::vector<DiskEvent>& journal,
                      std::size_t after_events, std::mt19937_64& chance) {
  std::map<std::string, File> files;
  for (const auto& [name, bytes] : before) files[name].on_disk = bytes;
  AfterTheCut after;
  for (std::size_t i = 0; i < after_events; ++i) {
    const auto& event = journal[i];
    if (event.what == 'a') after.acknowledged = std::stoll(event.bytes);
    if (event.what == 's') sync(files, event.name);
    if (event.what == 'w' || event.what == 't') files[event.name].waiting.push_back(&event);
    if (event.what == 'u') files[event.name].taken_away = true;
    if (event.what == 'c') {
      files[event.name] = {};
      files[event.name].name_waits = true;
    }
  }
  for (auto& [name, file] : files) {
    file.do_some(chance);
    const bool is_lost =
        file.is_gone || (file.name_waits && chance() % 2 == 0) || (file.taken_away && chance() % 2 == 0);
    // What SQLite keeps in -shm is for the running programs alone.
    if (!is_lost && file.on_disk && !name.ends_with("-shm")) after.files[name] = *file.on_disk;
  }
  return after;
}

}  // namespace parvis::durability
