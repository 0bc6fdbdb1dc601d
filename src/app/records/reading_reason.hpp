/// Why somebody reads a record whose daily work it is not (SECURITY: "read with a reason"): one of a list, never free
/// text, so that it may stand in the log.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "platform/base/message.hpp"

namespace parvis::records {

enum class ReadingReason { the_person_asks, complaint, inspection, incident };
inline constexpr std::array all_reading_reasons{ReadingReason::the_person_asks, ReadingReason::complaint,
                                                ReadingReason::inspection, ReadingReason::incident};

std::string_view id_of(ReadingReason reason);
std::optional<ReadingReason> reading_reason_of(std::string_view id);
Message in_words(ReadingReason reason);

}  // namespace parvis::records
