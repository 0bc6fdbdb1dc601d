/// Earlier values as the history keeps them: JSON with the columns' names; bytes as {"base64": …}.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/db/value.hpp"

namespace parvis::store {

using NamedValues = std::vector<std::pair<std::string, db::Value>>;

std::string written(const NamedValues& values);
/// Text that `written` did not write is a bug or a tampered row; it reads as nothing.
std::optional<NamedValues> read_values(std::string_view json);

/// The key of a row as one text: "0000000000012 0000000000003". It stands in the history for ever, so keys are numbers
/// and say nothing about anybody.
std::string key_text(const std::vector<db::Value>& key);
std::vector<db::Value> key_of_text(std::string_view text);

}  // namespace parvis::store
