/// The disk as it may stand after the power failed at some point of a journal (disk.cpp). What was synced is there.
/// Of what was written since, any sectors may be there and any may be lost, whatever the order in which they were
/// written; a new file whose folder was not synced may be gone, and one that was taken away may be back.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace parvis::durability {

struct DiskEvent {
  char what = 0;  ///< w written, t cut to a length, s synced, c new, u taken away, a acknowledged
  std::string name;
  std::uint64_t at = 0;
  std::string bytes;
};
std::vector<DiskEvent> read_journal(const std::string& file);

struct AfterTheCut {
  std::map<std::string, std::string> files;  ///< path to bytes
  std::int64_t acknowledged = 0;             ///< the last act of which the program had said that it is kept
};
/// `before`: the files as they were when the journal began, all on disk.
AfterTheCut power_cut(const std::map<std::string, std::string>& before, const std::vector<DiskEvent>& journal,
                      std::size_t after_events, std::mt19937_64& chance);

}  // namespace parvis::durability
