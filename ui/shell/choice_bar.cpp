#include "ui/shell/choice_bar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace topomq::ui {

ChoiceBar::ChoiceBar(Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_layout(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("choiceBar"));
    m_layout->setContentsMargins(14, 6, 8, 6);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_icon);
    m_layout->addWidget(m_text, 1);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    connect(&m_theme, &Theme::changed, this, &ChoiceBar::applyTheme);
    applyTheme();
    hide();
}

void ChoiceBar::ask(const QString& text, const QList<Choice>& choices)
{
    // Asked again while it stands there (the click on a button brings the window to the front
    // first): that button must not be replaced under the pointer.
    if (text == this->text())
        return;
    for (QToolButton* button : m_buttons) {
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    m_text->setText(text);
    for (const Choice& choice : choices) {
        auto* button = new QToolButton(this);
        button->setText(choice.text);
        button->setToolTip(choice.tip);
        button->setStatusTip(choice.tip);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, [this, choice] {
            if (choice.answers)
                withdraw();
            choice.action();
        });
        m_layout->addWidget(button);
        m_buttons << button;
    }
    show();
}

void ChoiceBar::withdraw()
{
    hide();
}

QString ChoiceBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void ChoiceBar::setVisible(bool visible)
{
    QFrame::setVisible(visible);
    Q_EMIT turned();
}

void ChoiceBar::applyTheme()
{
    constexpr int kIcon = 16;
    const Colors& colors = m_theme.colors();
    m_icon->setPixmap(m_theme.icon(QStringLiteral("warning"), colors.warn).pixmap(kIcon, kIcon));
    setStyleSheet(
        QStringLiteral("#choiceBar { background: %1; border: none; "
                       "border-bottom: 1px solid %2; }")
            .arg(colors.tint(colors.warn, 0.12).name(QColor::HexArgb), colors.line.name()));
}

} // namespace topomq::ui
