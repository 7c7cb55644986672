#include "ui/shell/message_bar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <utility>

namespace topomq::ui {

namespace {

constexpr int kIcon = 16;

QString iconName(MessageBar::Tone tone)
{
    switch (tone) {
    case MessageBar::Tone::Information:
        return QStringLiteral("info");
    case MessageBar::Tone::Warning:
        return QStringLiteral("warning");
    case MessageBar::Tone::Error:
        return QStringLiteral("error");
    }
    return {};
}

QColor toneColor(const Colors& colors, MessageBar::Tone tone)
{
    switch (tone) {
    case MessageBar::Tone::Information:
        return colors.accent;
    case MessageBar::Tone::Warning:
        return colors.warn;
    case MessageBar::Tone::Error:
        return colors.bad;
    }
    return colors.text;
}

} // namespace

MessageBar::MessageBar(Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_button(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 6, 8, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_close);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setObjectName(QStringLiteral("messageAction"));
    m_button->setProperty("class", QStringLiteral("link"));
    m_close->setProperty("class", QStringLiteral("flat"));
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(m_close->toolTip());
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_button, &QToolButton::clicked, this, [this] {
        hide();
        // A copy: what it does may say the next message.
        if (const auto action = m_action)
            action();
    });
    connect(&m_theme, &Theme::changed, this, &MessageBar::applyTheme);
    applyTheme();
    hide();
}

void MessageBar::say(Topic topic,
                     Tone tone,
                     const QString& text,
                     const QString& actionText,
                     std::function<void()> action)
{
    m_topic = topic;
    m_tone = tone;
    m_action = std::move(action);
    m_text->setText(text);
    m_button->setText(actionText);
    m_button->setVisible(!actionText.isEmpty());
    applyTheme();
    show();
}

void MessageBar::clear(Topic topic)
{
    if (topic == m_topic)
        hide();
}

QString MessageBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void MessageBar::setVisible(bool visible)
{
    QFrame::setVisible(visible);
    Q_EMIT turned();
}

void MessageBar::applyTheme()
{
    const Colors& colors = m_theme.colors();
    const QColor color = toneColor(colors, m_tone);
    m_icon->setPixmap(m_theme.icon(iconName(m_tone), color).pixmap(kIcon, kIcon));
    m_icon->setContentsMargins(0, 3, 0, 0);
    m_close->setIcon(m_theme.icon(QStringLiteral("close")));
    const QColor background = colors.tint(color, 0.12);
    setStyleSheet(QStringLiteral("#messageBar { background: %1; border: none; "
                                 "border-bottom: 1px solid %2; }")
                      .arg(background.name(QColor::HexArgb), colors.line.name()));
}

} // namespace topomq::ui
