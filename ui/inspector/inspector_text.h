#pragma once
// The engine's texts as those of the window.

#include "ui/document/engine_text.h"
#include "ui/document/titles.h"

#include <QString>

#include <string_view>

namespace topomq::ui {

[[nodiscard]] inline QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace topomq::ui
