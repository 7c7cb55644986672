#include "ui/messages/messages_bar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

namespace topomq::ui {

MessagesBar::MessagesBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_link(new ElidedLabel({}, this))
    , m_count(new QLabel(this))
    , m_shown(new QCheckBox(tr("Show messages"), this))
    , m_pinned(new QCheckBox(tr("Stay with this link"), this))
    , m_paused(addButton(QStringLiteral("messages/pause"),
                         tr("Pause"),
                         tr("Stops the table; messages are counted on"),
                         QStringLiteral("pause")))
    , m_clear(addButton(QStringLiteral("messages/clear"),
                        tr("Clear"),
                        tr("Empties the table and counts from 0"),
                        QStringLiteral("remove")))
    , m_copy(addButton(QStringLiteral("messages/copy"),
                       tr("Copy"),
                       tr("Copies the chosen messages as text (Ctrl+C in the table)"),
                       QStringLiteral("copy")))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 10, 6);
    row->setSpacing(12);
    for (QWidget* widget : {static_cast<QWidget*>(m_shown), static_cast<QWidget*>(m_pinned)})
        row->addWidget(widget);
    row->addWidget(m_link, 1);
    row->addWidget(m_count);
    for (QToolButton* button : {m_paused, m_clear, m_copy})
        row->addWidget(button);
    m_shown->setObjectName(QStringLiteral("messages/show"));
    m_shown->setToolTip(tr("Copies the messages of the selected link as they pass. While nothing "
                           "is shown nothing is copied."));
    m_pinned->setObjectName(QStringLiteral("messages/pin"));
    m_pinned->setToolTip(tr("Goes on when something else is selected or this tab is hidden"));
    m_link->setObjectName(QStringLiteral("messages/link"));
    m_count->setObjectName(QStringLiteral("messages/count"));
    m_count->setToolTip(
        tr("Copies, seen as the messages passed: a queue cannot be read without taking from it.\n"
           "“12 of 40 211” means that 40 211 messages passed and 12 of them were copied; when more "
           "pass than anybody can read, the newest are taken now and then."));
    m_paused->setCheckable(true);
    connect(m_shown, &QCheckBox::toggled, this, &MessagesBar::shownChosen);
    connect(m_pinned, &QCheckBox::toggled, this, &MessagesBar::pinnedChosen);
    connect(m_paused, &QToolButton::toggled, this, &MessagesBar::pausedChosen);
    connect(m_clear, &QToolButton::clicked, this, &MessagesBar::clearChosen);
    connect(m_copy, &QToolButton::clicked, this, &MessagesBar::copyChosen);
    connect(&theme, &Theme::changed, this, &MessagesBar::recolour);
    recolour();
}

QToolButton* MessagesBar::addButton(const QString& name,
                                    const QString& text,
                                    const QString& tip,
                                    const QString& icon)
{
    auto* button = new QToolButton(this);
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setIcon(m_theme.icon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void MessagesBar::setLink(const QString& title)
{
    m_link->setText(title);
    m_shown->setEnabled(!title.isEmpty());
    m_pinned->setEnabled(!title.isEmpty());
}

void MessagesBar::setCount(const QString& text)
{
    m_count->setText(text);
}

void MessagesBar::setShown(bool shown)
{
    const QSignalBlocker silent(m_shown);
    m_shown->setChecked(shown);
}

void MessagesBar::setPinned(bool pinned)
{
    const QSignalBlocker silent(m_pinned);
    m_pinned->setChecked(pinned);
}

void MessagesBar::setPaused(bool paused)
{
    const QSignalBlocker silent(m_paused);
    m_paused->setChecked(paused);
    m_paused->setText(paused ? tr("Resume") : tr("Pause"));
    m_paused->setIcon(m_theme.icon(paused ? QStringLiteral("run") : QStringLiteral("pause")));
}

void MessagesBar::setCanCopy(bool can)
{
    m_copy->setEnabled(can);
}

void MessagesBar::setCanClear(bool can)
{
    m_clear->setEnabled(can);
}

void MessagesBar::recolour()
{
    m_count->setFont(m_theme.figureFont());
    QPalette palette = m_count->palette();
    palette.setColor(QPalette::WindowText, m_theme.colors().dim);
    m_count->setPalette(palette);
    setPaused(m_paused->isChecked());
    m_clear->setIcon(m_theme.icon(QStringLiteral("remove")));
    m_copy->setIcon(m_theme.icon(QStringLiteral("copy")));
}

} // namespace topomq::ui
