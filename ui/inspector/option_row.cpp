#include "ui/inspector/option_row.h"

#include "ui/document/engine_text.h"
#include "ui/document/topology_document.h"
#include "ui/inspector/edits.h"
#include "ui/inspector/field_label.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/inspector/value_field.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>

namespace topomq::ui {

namespace {

/// Switches are numbers to libzmq.
std::optional<double> numberOf(const model::Value& value)
{
    if (const bool* on = value.asBool())
        return *on ? 1 : 0;
    return value.asNumber();
}

QString readingText(const model::OptionInfo& option, const model::Value& value)
{
    if (option.kind == model::OptionKind::Boolean) {
        if (const auto number = numberOf(value))
            return *number != 0 ? OptionRow::tr("on") : OptionRow::tr("off");
    }
    const QString text = toText(value.describe());
    return option.unit.empty() ? text : text + QLatin1Char(' ') + engineText(option.unit);
}

} // namespace

OptionRow::OptionRow(const model::OptionInfo& option,
                     const model::SocketRef& socket,
                     const InspectorContext& context,
                     QWidget* parent,
                     bool compact)
    : QWidget(parent)
    , m_option(option)
    , m_socket(socket)
    , m_context(context)
{
    auto* column = makeColumnLayout(this, 1);
    if (option.isSettable()) {
        m_field = makeOptionField(option, socket, context, this, {}, compact);
        column->addWidget(m_field);
    } else {
        column->addWidget(makeFixedRow());
    }
    m_reading = makeNote(context.theme, this);
    m_reading->setObjectName(
        QStringLiteral("sockets/%1/%2/reading").arg(toText(socket.text()), toText(option.name)));
    setLabelColor(m_reading, context.theme.colors().accent);
    m_reading->hide();
    column->addWidget(m_reading);
    // The name stands above it already.
    m_note = makeNote(context.theme, this,
                      optionHelp(option).section(u'\n', 1).replace(u'\n', QLatin1Char(' ')));
    m_note->hide();
    column->addWidget(m_note);
}

QWidget* OptionRow::makeFixedRow()
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 3, 0, 3);
    auto* name = new FieldLabel(toText(m_option.name), line);
    name->setFont(m_context.theme.smallFont());
    name->setToolTip(optionHelp(m_option));
    setLabelColor(name, m_context.theme.colors().dim);
    m_value = makeDimLabel(m_context.theme, line);
    m_value->setFont(m_context.theme.smallFont());
    m_value->setToolTip(optionHelp(m_option));
    row->addWidget(name, 3);
    row->addWidget(m_value, 2, Qt::AlignRight);
    showReading(std::vector<runtime::OptionReading>());
    return line;
}

void OptionRow::sync()
{
    if (m_field != nullptr)
        m_field->sync();
}

void OptionRow::showReading(const std::vector<runtime::OptionReading>& readings)
{
    const auto found = std::find_if(readings.begin(), readings.end(), [this](const auto& reading) {
        return reading.name == m_option.name;
    });
    showReading(found == readings.end() ? nullptr : &found->value);
}

void OptionRow::showReading(const model::Value* reading)
{
    if (m_value != nullptr) {
        const QString text = reading != nullptr ? readingText(m_option, *reading)
            : m_option.isManaged()              ? tr("not set here")
                                                : tr("when it runs");
        if (m_value->text() != text)
            m_value->setText(text);
        return;
    }
    const bool differs = reading != nullptr && !isAsSet(*reading);
    const QString text =
        differs ? tr("the live socket says %1").arg(readingText(m_option, *reading)) : QString();
    if (m_reading->text() == text)
        return;
    m_reading->setText(text);
    m_reading->setVisible(differs);
}

void OptionRow::setExplained(bool explained)
{
    m_note->setVisible(explained);
}

bool OptionRow::matches(const QString& words) const
{
    const QString text = toText(m_option.name) + QLatin1Char(' ') + optionHelp(m_option);
    const QStringList parts = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(parts.begin(), parts.end(), [&text](const QString& part) {
        return text.contains(part, Qt::CaseInsensitive);
    });
}

bool OptionRow::isAsSet(const model::Value& reading) const
{
    const model::Socket* socket = m_context.document.topology().find(m_socket);
    const model::Value* set = socket == nullptr ? nullptr : socket->options.find(m_option.name);
    const model::Value wanted = set != nullptr ? *set : model::defaultOf(m_option);
    if (wanted == reading)
        return true;
    const auto a = numberOf(wanted);
    const auto b = numberOf(reading);
    if (a && b)
        return *a == *b;
    const std::string* text = reading.asText();
    return wanted.isNull() && text != nullptr && text->empty();
}

} // namespace topomq::ui
