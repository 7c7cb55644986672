#pragma once
// Light, dark, or as the system: chosen by actions and remembered.

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

private:
    Theme& m_theme;
    Actions& m_actions;
};

} // namespace topomq::ui
