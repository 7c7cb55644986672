#include "ui/shell/run_toolbar.h"

#include "ui/session/run_session.h"
#include "ui/shell/actions.h"
#include "ui/shell/find_field.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>
#include <QToolButton>

#include <cmath>
#include <cstdlib>

namespace topomq::ui {

namespace {

/// Positions of the slider per factor of ten.
constexpr int kPerDecade = 100;
constexpr int kDecades = 3;
/// So near to a whole power of ten, what is dragged stops there.
constexpr int kSnap = 6;

int positionOf(double speed)
{
    return static_cast<int>(std::lround(std::log10(speed) * kPerDecade)) + kDecades * kPerDecade;
}

int snapped(int position)
{
    const int stop = (position + kPerDecade / 2) / kPerDecade * kPerDecade;
    return std::abs(position - stop) <= kSnap ? stop : position;
}

double speedAt(int position)
{
    const double exact =
        std::pow(10.0, static_cast<double>(position - kDecades * kPerDecade) / kPerDecade);
    // Two figures are as much as the label shows.
    const double unit = std::pow(10.0, std::floor(std::log10(exact)) - 1);
    return std::round(exact / unit) * unit;
}

void setClass(QWidget* widget, const QString& name)
{
    if (widget->property("class").toString() == name)
        return;
    widget->setProperty("class", name);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace

RunToolbar::RunToolbar(Actions& actions, Theme& theme, QWidget* parent)
    : QToolBar(tr("Run controls"), parent)
    , m_actions(actions)
    , m_theme(theme)
    , m_find(new FindField(theme, this))
{
    setObjectName(QStringLiteral("runToolbar"));
    setMovable(false);
    toggleViewAction()->setStatusTip(tr("Shows or hides the bar with the run controls"));
    toggleViewAction()->setObjectName(QStringLiteral("runToolbarToggle"));
    addRunButton();
    m_pause = addButton(m_actions.pause);
    // Its sign says enough, and a narrow window has no room for more.
    addButton(m_actions.step)->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_restart = addButton(m_actions.restart);
    addSeparator();
    addSpeed();
    auto* stretch = new QWidget(this);
    stretch->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(stretch);
    addWidget(m_find);
    QToolButton* themeButton = addButton(m_actions.toggleTheme);
    themeButton->setToolButtonStyle(Qt::ToolButtonIconOnly);
    setClass(themeButton, QStringLiteral("flat"));
    connect(&m_theme, &Theme::changed, this, &RunToolbar::applyTheme);
    refresh();
}

void RunToolbar::follow(RunSession& session, FindController& finder)
{
    if (m_session != nullptr)
        m_session->disconnect(this);
    m_session = &session;
    connect(m_session, &RunSession::stateChanged, this, &RunToolbar::refresh);
    m_find->follow(finder);
    refresh();
}

QToolButton* RunToolbar::addButton(QAction* action)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setFocusPolicy(Qt::TabFocus);
    addWidget(button);
    return button;
}

void RunToolbar::addRunButton()
{
    // Two actions take turns in one button, so it cannot have either as its own.
    m_run = new QToolButton(this);
    m_run->setObjectName(QStringLiteral("runButton"));
    m_run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_run->setFocusPolicy(Qt::TabFocus);
    addWidget(m_run);
    connect(m_run, &QToolButton::clicked, this, [this] { runAction()->trigger(); });
    for (const QAction* action : {m_actions.run, m_actions.stop})
        connect(action, &QAction::enabledChanged, this, &RunToolbar::refresh);
}

bool RunToolbar::isActive() const
{
    return m_session != nullptr && m_session->isActive();
}

QAction* RunToolbar::runAction() const
{
    return isActive() ? m_actions.stop : m_actions.run;
}

void RunToolbar::addSpeed()
{
    auto* label = new QLabel(tr("Speed"), this);
    setClass(label, QStringLiteral("dim"));
    m_speed = new QSlider(Qt::Horizontal, this);
    m_speed->setObjectName(QStringLiteral("speed"));
    m_speed->setRange(0, kDecades * kPerDecade);
    m_speed->setPageStep(kPerDecade);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("Slows the rates and service times of every node down, to watch single "
                           "messages"));
    m_speedText = new QLabel(this);
    m_speedText->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0.0025×")) + 8);
    label->setBuddy(m_speed);
    addWidget(label);
    addWidget(m_speed);
    addWidget(m_speedText);
    connect(m_speed, &QSlider::valueChanged, this, &RunToolbar::chooseSpeed);
}

void RunToolbar::chooseSpeed(int position)
{
    m_session->setSpeed(speedAt(m_speed->isSliderDown() ? snapped(position) : position));
}

void RunToolbar::refresh()
{
    const QAction* action = runAction();
    setClass(m_run, isActive() ? QStringLiteral("danger") : QStringLiteral("primary"));
    m_run->setText(QStringLiteral("%1  %2").arg(
        action->iconText(), action->shortcut().toString(QKeySequence::NativeText)));
    m_run->setToolTip(action->statusTip());
    m_run->setStatusTip(action->statusTip());
    m_run->setEnabled(action->isEnabled());
    const double speed = m_session != nullptr ? m_session->speed() : 1;
    m_speedText->setText(QString::number(speed, 'g', 2) + QChar(0xd7));
    const QSignalBlocker quiet(m_speed);
    m_speed->setValue(positionOf(speed));
    applyTheme();
}

void RunToolbar::applyTheme()
{
    const int side = m_theme.scaled(16);
    setIconSize({side, side});
    toggleViewAction()->setIcon(m_theme.icon(QStringLiteral("panel")));
    // In a narrow window they give way before anything has to leave the bar.
    m_find->setMinimumWidth(m_theme.scaled(130));
    m_find->setMaximumWidth(m_theme.scaled(300));
    m_speed->setMinimumWidth(m_theme.scaled(70));
    m_speed->setMaximumWidth(m_theme.scaled(170));
    const QString icon = isActive() ? QStringLiteral("stop") : QStringLiteral("run");
    // Disabled it has no accent behind it, on which its colour could be seen.
    m_run->setIcon(m_run->isEnabled() ? m_theme.icon(icon, m_theme.onAccent())
                                      : m_theme.icon(icon));
    // The button for what does not fit took its icon, with its colour, when it was made.
    if (auto* more = findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button")))
        more->setIcon(m_theme.icon(QStringLiteral("chevron-right")));
}

} // namespace topomq::ui
