/// The rules and criteria of a programme file. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "domain/programme/section.hpp"

namespace parvis::programme {

/// The words for target groups and levels, in the order in which they are told.
const Words<people::TargetGroup>& target_group_words();
const Words<Side>& side_words();

/// [[rules]] of the programme or of a track. `trainings`: the folded names under [[training]], one of which a
/// rule about training names.
std::vector<Rule> read_rules(Section& section, const std::vector<std::string>& trainings);
/// [[criteria]] of the programme or of a track.
std::vector<Criterion> read_criteria(Section& section);

}  // namespace parvis::programme
