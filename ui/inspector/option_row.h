#pragma once
// One option of a socket: its field, what it means, and what the live socket says of it.

#include "engine/model/ids.h"
#include "engine/model/options.h"
#include "engine/runtime/runtime.h"
#include "ui/inspector/inspector_context.h"

#include <QString>
#include <QWidget>

#include <vector>

class QLabel;

namespace topomq::ui {

class ValueField;

/// Options that cannot be set show their name, their value and the reason. Thread: the window's.
class OptionRow : public QWidget
{
    Q_OBJECT

public:
    OptionRow(const model::OptionInfo& option,
              const model::SocketRef& socket,
              const InspectorContext& context,
              QWidget* parent,
              bool compact = false);

    void sync();
    /// What the live socket says; empty: nothing runs.
    void showReading(const std::vector<runtime::OptionReading>& readings);
    /// Help, default, range and effect below the field.
    void setExplained(bool explained);
    /// By name and help.
    [[nodiscard]] bool matches(const QString& words) const;

    [[nodiscard]] const model::OptionInfo& option() const { return m_option; }

private:
    [[nodiscard]] QWidget* makeFixedRow();
    void showReading(const model::Value* reading);
    [[nodiscard]] bool isAsSet(const model::Value& reading) const;

    const model::OptionInfo& m_option;
    model::SocketRef m_socket;
    const InspectorContext& m_context;
    ValueField* m_field = nullptr;
    /// Of an option that cannot be set.
    QLabel* m_value = nullptr;
    QLabel* m_reading = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace topomq::ui
