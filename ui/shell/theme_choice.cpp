#include "ui/shell/theme_choice.h"

#include "ui/shell/actions.h"

#include <QSettings>

namespace topomq::ui {

namespace {

QString themeKey()
{
    return QStringLiteral("window/theme");
}

QString contrastKey()
{
    return QStringLiteral("window/contrast");
}

QString largeKey()
{
    return QStringLiteral("window/large");
}

QString wordOf(Theme::ContrastMode mode)
{
    switch (mode) {
    case Theme::ContrastMode::System:
        return QStringLiteral("system");
    case Theme::ContrastMode::Normal:
        return QStringLiteral("normal");
    case Theme::ContrastMode::High:
        return QStringLiteral("high");
    }
    return {};
}

Theme::ContrastMode rememberedContrast()
{
    const QString word = QSettings().value(contrastKey()).toString();
    for (const auto mode : {Theme::ContrastMode::Normal, Theme::ContrastMode::High}) {
        if (word == wordOf(mode))
            return mode;
    }
    return Theme::ContrastMode::System;
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
    connect(m_actions.highContrast, &QAction::triggered, this, [this](bool high) {
        choose(high ? Theme::ContrastMode::High : Theme::ContrastMode::Normal);
    });
    connect(m_actions.largeMode, &QAction::triggered, this,
            [this](bool large) { choose(large ? Theme::Size::Large : Theme::Size::Normal); });
    connect(&m_theme, &Theme::changed, this, &ThemeChoice::showChoice);
    m_theme.setMode(rememberedMode());
    m_theme.setContrastMode(rememberedContrast());
    m_theme.setSize(QSettings().value(largeKey()).toBool() ? Theme::Size::Large
                                                           : Theme::Size::Normal);
    m_theme.apply();
    showChoice();
}

void ThemeChoice::choose(Theme::Mode mode)
{
    m_theme.setMode(mode);
    QSettings().setValue(themeKey(), wordOf(mode));
    showChoice();
}

void ThemeChoice::choose(Theme::ContrastMode mode)
{
    m_theme.setContrastMode(mode);
    QSettings().setValue(contrastKey(), wordOf(mode));
    showChoice();
}

void ThemeChoice::choose(Theme::Size size)
{
    m_theme.setSize(size);
    QSettings().setValue(largeKey(), size == Theme::Size::Large);
    showChoice();
}

void ThemeChoice::showChoice()
{
    m_actions.themeSystem->setChecked(m_theme.mode() == Theme::Mode::System);
    m_actions.themeLight->setChecked(m_theme.mode() == Theme::Mode::Light);
    m_actions.themeDark->setChecked(m_theme.mode() == Theme::Mode::Dark);
    m_actions.highContrast->setChecked(m_theme.isHighContrast());
    m_actions.largeMode->setChecked(m_theme.isLarge());
}

} // namespace topomq::ui
