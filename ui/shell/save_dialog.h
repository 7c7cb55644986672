#pragma once
// Asks under which name to write a file.

#include <QString>

#include <functional>

class QWidget;

namespace topomq::ui {

struct SaveDialog
{
    QString title;
    /// With its folder.
    QString proposed;
    QString filter;
    /// Added to a name without one; without the dot.
    QString suffix;
    /// Says so itself where a name cannot be taken; empty: all can.
    std::function<bool(const QString& path)> mayTake = {};

    /// Complete with its suffix; before a file is replaced it asks. Empty: the user gave up.
    /// Thread: the window's.
    [[nodiscard]] QString ask(QWidget& window) const;
};

} // namespace topomq::ui
