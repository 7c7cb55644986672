#include "ui/canvas/inside_bar.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace topomq::ui {

namespace {

constexpr int kLongestStep = 180;

} // namespace

InsideBar::InsideBar(Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_layout(new QHBoxLayout(this))
    , m_last(new QLabel(this))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("insideBar"));
    setAccessibleName(tr("Where this is inside of the topology"));
    m_layout->setContentsMargins(8, 4, 12, 4);
    m_layout->setSpacing(4);
    m_last->setObjectName(QStringLiteral("insideBarLast"));
    m_note->setObjectName(QStringLiteral("insideBarNote"));
    for (QLabel* label : {m_last, m_note}) {
        label->setTextFormat(Qt::PlainText);
        m_layout->addWidget(label);
    }
    connect(&theme, &Theme::changed, this, &InsideBar::restyle);
    restyle();
    hide();
}

void InsideBar::clear()
{
    // A click on one of them has led here.
    for (QToolButton* button : m_buttons) {
        button->hide();
        button->deleteLater();
    }
    for (QWidget* each : m_between) {
        each->hide();
        each->deleteLater();
    }
    m_buttons.clear();
    m_between.clear();
}

void InsideBar::showWay(const QStringList& steps, const QString& note)
{
    clear();
    for (int step = 0; step + 1 < steps.size(); ++step) {
        auto* button = new QToolButton(this);
        button->setProperty("class", QStringLiteral("flat"));
        button->setText(
            button->fontMetrics().elidedText(steps[step], Qt::ElideRight, kLongestStep));
        button->setToolTip(tr("Go back out to %1").arg(steps[step]));
        button->setStatusTip(button->toolTip());
        connect(button, &QToolButton::clicked, this, [this, step] { Q_EMIT chosen(step); });
        auto* mark = new QLabel(QStringLiteral("›"), this);
        m_layout->insertWidget(2 * step, button);
        m_layout->insertWidget(2 * step + 1, mark);
        button->show();
        mark->show();
        m_buttons << button;
        m_between << mark;
    }
    m_last->setText(steps.isEmpty() ? QString() : steps.back());
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    setVisible(steps.size() > 1);
    adjustSize();
}

bool InsideBar::event(QEvent* event)
{
    const bool isTaken = QFrame::event(event);
    // It floats, so nobody else gives it the room that larger type needs.
    if (event->type() == QEvent::LayoutRequest)
        adjustSize();
    return isTaken;
}

QStringList InsideBar::steps() const
{
    QStringList texts;
    for (const QToolButton* button : m_buttons)
        texts << button->text();
    return texts << m_last->text();
}

QToolButton* InsideBar::button(int step) const
{
    return m_buttons.value(step);
}

void InsideBar::restyle()
{
    const Colors& colors = m_theme.colors();
    setStyleSheet(
        QStringLiteral("#insideBar { background: %1; border: 1px solid %2; "
                       "border-radius: 8px; } #insideBar QLabel { color: %3; } "
                       "#insideBarLast { color: %4; font-weight: 600; }")
            .arg(colors.card.name(), colors.line.name(), colors.dim.name(), colors.text.name()));
}

} // namespace topomq::ui
