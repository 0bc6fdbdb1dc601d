/// A programme's rules and weights in words, as its page and nothing else shows them. For the files of this folder.
#pragma once

#include "domain/programme/programme.hpp"
#include "platform/html/html.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::views {

/// The rules and criteria that all tracks share.
Html shared_matching(const programme::Programme& programme, const Texts& t);
/// What each track adds; nothing when there is only one.
Html tracks(const programme::Programme& programme, const Texts& t);

}  // namespace parvis::views
