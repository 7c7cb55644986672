#pragma once
// Light or dark, contrast and size: as the system or as chosen by actions, and remembered.

#include "ui/theme/theme.h"

#include <QObject>

namespace topomq::ui {

class Actions;

/// Thread: the window's.
class ThemeChoice : public QObject
{
    Q_OBJECT

public:
    /// Takes the remembered choice.
    ThemeChoice(Theme& theme, Actions& actions, QObject* parent);

    void choose(Theme::Mode mode);
    void choose(Theme::ContrastMode mode);
    void choose(Theme::Size size);

private:
    void showChoice();

    Theme& m_theme;
    Actions& m_actions;
};

} // namespace topomq::ui
