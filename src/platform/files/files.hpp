/// Whole files in and out, for everything that is written for people: a reader of a file sees the old one or the
/// whole new one, never a half.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::files {

Result<std::string, Message> read_file(const std::string& path);
/// Writes by way of a neighbour file and a rename: an interrupted run leaves the old file or none. A new file is
/// for its owner alone (0600), an old one keeps who may read it; a link stays a link and its target is replaced.
/// A pipe or a terminal, where nothing can be replaced, is written straight into.
Result<void, Message> write_file(const std::string& path, std::string_view bytes);
/// From here on an interrupt (Ctrl-C) takes away the file that is being written before the program ends.
void leave_no_half_files();

/// All of the bytes to an open file, also when the system takes them in pieces. False: errno says why.
bool write_all(int file, std::string_view bytes);

}  // namespace parvis::files
