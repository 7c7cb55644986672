#include "ui/inspector/number_edit.h"

#include "engine/model/expression.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/parameter_completer.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

constexpr int kUnitGap = 6;
constexpr QChar kThinSpace(0x2009);

/// Six digits behind the point, or as many as it takes to read the same number again.
QString digitsOf(double value)
{
    QString text = QLocale::c().toString(value, 'f', 6);
    text.remove(u',');
    if (QLocale::c().toDouble(text) != value)
        return QString::number(value, std::abs(value) < 1e-6 ? 'g' : 'f',
                               QLocale::FloatingPointShortest);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

/// A tenth of the number's decade: 1000 goes to 1100, 42 to 43.
double stepAt(double value, bool whole)
{
    const double size = std::abs(value);
    if (size < 10)
        return whole || size >= 1 || size == 0 ? 1 : 0.1;
    return std::pow(10, std::floor(std::log10(size)) - 1);
}

} // namespace

NumberEdit::NumberEdit(QWidget* parent)
    : QAbstractSpinBox(parent)
    , m_unit(new QLabel(lineEdit()))
{
    setFocusPolicy(Qt::StrongFocus);
    // The style takes the buttons' width off once more by itself.
    setStyleSheet(QStringLiteral("QAbstractSpinBox { padding-right: 2px; }"));
    setAccelerated(true);
    setKeyboardTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_unit->setAttribute(Qt::WA_TransparentForMouseEvents);
    lineEdit()->installEventFilter(this);
    connect(lineEdit(), &QLineEdit::textEdited, this, &NumberEdit::typed);
    connect(lineEdit(), &QLineEdit::textChanged, this, &NumberEdit::placeUnit);
}

void NumberEdit::setUnit(const QString& unit, const QColor& color)
{
    m_unit->setText(unit);
    m_unit->setStyleSheet(
        QStringLiteral("color: %1; background: transparent; border: none;").arg(color.name()));
    placeUnit();
}

void NumberEdit::setBounds(double least, double most, bool whole)
{
    m_least = least;
    m_most = most;
    m_whole = whole;
}

void NumberEdit::setDefault(double value)
{
    m_default = value;
    setMixed(m_mixed);
}

void NumberEdit::setMixed(bool mixed)
{
    m_mixed = mixed;
    lineEdit()->setPlaceholderText(mixed ? tr("differ") : textOf(m_default));
    placeUnit();
}

void NumberEdit::setNumber(std::optional<double> value)
{
    lineEdit()->setText(value ? textOf(*value) : QString());
}

void NumberEdit::setValue(const model::Value* value)
{
    if (value != nullptr && model::isExpression(*value))
        lineEdit()->setText(toText(*value->asText()));
    else
        setNumber(value == nullptr ? std::nullopt : value->asNumber());
}

std::optional<model::Value> NumberEdit::value() const
{
    if (isExpression())
        return model::Value(text().trimmed().toStdString());
    const auto typed = number();
    return typed ? std::optional(model::numberValue(*typed)) : std::nullopt;
}

bool NumberEdit::isExpression() const
{
    return text().contains(u'#');
}

void NumberEdit::completeFrom(TopologyDocument& document)
{
    auto* completer = new ParameterCompleter(document, lineEdit());
    lineEdit()->setCompleter(completer);
    // The chosen name is put in without a word that it was typed.
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &NumberEdit::typed,
            Qt::QueuedConnection);
}

/// Nothing that could be stepped from.
bool NumberEdit::isOpen() const
{
    return isExpression() || (m_mixed && isBlank());
}

bool NumberEdit::isBlank() const
{
    return text().trimmed().isEmpty();
}

std::optional<double> NumberEdit::number() const
{
    QString plain;
    for (const QChar each : text()) {
        if (!each.isSpace())
            plain += each;
    }
    double factor = 1;
    if (plain.endsWith(u'k'))
        factor = 1e3;
    else if (plain.endsWith(u'M'))
        factor = 1e6;
    else if (plain.endsWith(u'G'))
        factor = 1e9;
    if (factor > 1)
        plain.chop(1);
    bool read = false;
    const double value = QLocale::c().toDouble(plain, &read);
    if (!read || !std::isfinite(value))
        return std::nullopt;
    return value * factor;
}

void NumberEdit::stepBy(int steps)
{
    if (isOpen())
        return;
    double value = number().value_or(m_default);
    for (int i = 0; i < std::abs(steps); ++i) {
        // Downwards the step is that of the decade below, so that 1000 goes to 990, not to 900.
        const double below = value - value * 1e-9;
        const double step = stepAt(steps > 0 ? value : below, m_whole);
        value = std::clamp(value + (steps > 0 ? step : -step), m_least, m_most);
    }
    setNumber(std::round(value * 1e6) / 1e6);
    Q_EMIT stepped();
}

QValidator::State NumberEdit::validate(QString& /*input*/, int& /*pos*/) const
{
    return QValidator::Acceptable;
}

QSize NumberEdit::sizeHint() const
{
    return {128, QAbstractSpinBox::sizeHint().height()};
}

QSize NumberEdit::minimumSizeHint() const
{
    return {84, QAbstractSpinBox::minimumSizeHint().height()};
}

QAbstractSpinBox::StepEnabled NumberEdit::stepEnabled() const
{
    if (isReadOnly() || isOpen())
        return StepNone;
    const double value = number().value_or(m_default);
    StepEnabled enabled = StepNone;
    if (value < m_most)
        enabled |= StepUpEnabled;
    if (value > m_least)
        enabled |= StepDownEnabled;
    return enabled;
}

void NumberEdit::wheelEvent(QWheelEvent* event)
{
    if (!hasFocus()) {
        event->ignore();
        return;
    }
    QAbstractSpinBox::wheelEvent(event);
}

bool NumberEdit::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == lineEdit() && event->type() == QEvent::Resize)
        placeUnit();
    return QAbstractSpinBox::eventFilter(watched, event);
}

void NumberEdit::placeUnit()
{
    const QRect box = lineEdit()->rect();
    const QString shown = text().isEmpty() ? lineEdit()->placeholderText() : text();
    const int unit = m_unit->text().isEmpty() ? 0 : m_unit->sizeHint().width() + kUnitGap;
    const int number = lineEdit()->fontMetrics().horizontalAdvance(shown) + 2 * kUnitGap;
    // The number comes first: where there is no room for both, the tool tip has the unit.
    const bool fits = unit > 0 && box.width() >= unit + number;
    m_unit->setVisible(fits);
    m_unit->setGeometry(box.right() - unit + kUnitGap / 2, 0, unit, box.height());
    lineEdit()->setTextMargins(0, 0, fits ? unit : 0, 0);
}

QString NumberEdit::textOf(double value) const
{
    QString text = digitsOf(value);
    if (text.contains(u'e'))
        return text;
    const qsizetype point = text.indexOf(u'.');
    const qsizetype first = text.startsWith(u'-') ? 1 : 0;
    for (qsizetype at = (point < 0 ? text.size() : point) - 3; at > first; at -= 3)
        text.insert(at, kThinSpace);
    return text;
}

} // namespace topomq::ui
