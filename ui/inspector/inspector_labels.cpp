#include "ui/inspector/inspector_labels.h"

#include "ui/theme/theme.h"
#include "ui/widgets/section_header.h"

#include <QPainter>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace topomq::ui {

namespace {

constexpr double kRadius = 6;
constexpr int kHeadingGap = 12;

void makeWrapped(QLabel* label)
{
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    // A wrapped label must not widen the panel by its longest word.
    label->setMinimumWidth(1);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
}

} // namespace

void setLabelColor(QLabel* label, const QColor& color)
{
    const QString sheet =
        QStringLiteral("QLabel { color: %1; background: transparent; }").arg(color.name());
    if (label->styleSheet() != sheet)
        label->setStyleSheet(sheet);
}

void markProblem(QWidget* input, bool problem)
{
    const QString look = problem ? QStringLiteral("problem") : QString();
    if (input == nullptr || input->property("class").toString() == look)
        return;
    input->setProperty("class", look);
    input->style()->unpolish(input);
    input->style()->polish(input);
}

QLabel* makeDimLabel(const Theme& theme, QWidget* parent, const QString& text)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    setLabelColor(label, theme.colors().dim);
    return label;
}

QLabel* makeNote(const Theme& theme, QWidget* parent, const QString& text)
{
    auto* label = makeDimLabel(theme, parent, text);
    label->setFont(theme.smallFont());
    makeWrapped(label);
    return label;
}

QLabel* makeHeading(const Theme& theme, QWidget* parent, const QString& text)
{
    auto* label = new SectionHeader(theme, text, parent);
    label->setAlignment(Qt::AlignLeft | Qt::AlignBottom);
    label->setFixedHeight(QFontMetrics(theme.smallFont()).height() + kHeadingGap);
    return label;
}

QLabel* makeTitle(const Theme& theme, QWidget* parent, const QString& text)
{
    auto* label = new QLabel(text, parent);
    label->setFont(theme.titleFont());
    makeWrapped(label);
    return label;
}

QToolButton*
makeSignButton(const Theme& theme, QWidget* parent, const QString& sign, const QString& name)
{
    auto* button = new QToolButton(parent);
    button->setText(sign);
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setAutoRaise(true);
    button->setCursor(Qt::ArrowCursor);
    button->setFixedSize(kSignButtonSize, kSignButtonSize);
    const Colors& colors = theme.colors();
    button->setStyleSheet(
        QStringLiteral("QToolButton { color: %1; border: none; border-radius: 4px;"
                       " padding: 0; background: transparent; }"
                       "QToolButton:hover, QToolButton:focus { color: %2;"
                       " background: %3; }")
            .arg(colors.dim.name(), colors.accent.name(), colors.window.name()));
    return button;
}

QToolButton* makeTextButton(const Theme& theme, QWidget* parent, const QString& text)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setCursor(Qt::PointingHandCursor);
    QFont font = theme.font();
    font.setWeight(QFont::DemiBold);
    button->setFont(font);
    button->setStyleSheet(
        QStringLiteral("QToolButton { color: %1; border: none; padding: 2px 0;"
                       " margin-left: -5px; background: transparent; }"
                       "QToolButton:hover, QToolButton:focus { text-decoration: underline; }"
                       "QToolButton::menu-indicator { image: none; }")
            .arg(theme.colors().accent.name()));
    return button;
}

QVBoxLayout* makeColumnLayout(QWidget* owner, int spacing)
{
    auto* column = new QVBoxLayout(owner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

CardFrame::CardFrame(const QColor& fill, const QColor& border, QWidget* parent)
    : QFrame(parent)
    , m_fill(fill)
    , m_border(border)
{ }

void CardFrame::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_fill);
    painter.setPen(m_border.alpha() == 0 ? QPen(Qt::NoPen) : QPen(m_border, 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
}

} // namespace topomq::ui
