#include "ui/shell/theme_choice.h"

#include "ui/shell/actions.h"

#include <QSettings>

namespace topomq::ui {

namespace {

QString themeKey()
{
    return QStringLiteral("window/theme");
}

QString wordOf(Theme::Mode mode)
{
    switch (mode) {
    case Theme::Mode::System:
        return QStringLiteral("system");
    case Theme::Mode::Light:
        return QStringLiteral("light");
    case Theme::Mode::Dark:
        return QStringLiteral("dark");
    }
    return {};
}

Theme::Mode rememberedMode()
{
    const QString word = QSettings().value(themeKey()).toString();
    for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        if (word == wordOf(mode))
            return mode;
    }
    return Theme::Mode::System;
}

} // namespace

ThemeChoice::ThemeChoice(Theme& theme, Actions& actions, QObject* parent)
    : QObject(parent)
    , m_theme(theme)
    , m_actions(actions)
{
    connect(m_actions.themeSystem, &QAction::triggered, this,
            [this] { choose(Theme::Mode::System); });
    connect(m_actions.themeLight, &QAction::triggered, this,
            [this] { choose(Theme::Mode::Light); });
    connect(m_actions.themeDark, &QAction::triggered, this, [this] { choose(Theme::Mode::Dark); });
    connect(m_actions.toggleTheme, &QAction::triggered, this,
            [this] { choose(m_theme.isDark() ? Theme::Mode::Light : Theme::Mode::Dark); });
    choose(rememberedMode());
    m_theme.apply();
}

void ThemeChoice::choose(Theme::Mode mode)
{
    m_theme.setMode(mode);
    m_actions.themeSystem->setChecked(mode == Theme::Mode::System);
    m_actions.themeLight->setChecked(mode == Theme::Mode::Light);
    m_actions.themeDark->setChecked(mode == Theme::Mode::Dark);
    QSettings().setValue(themeKey(), wordOf(mode));
}

} // namespace topomq::ui
