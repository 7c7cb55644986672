#pragma once
// Rows for the security of one socket: mechanism, side, whom it lets in.

#include "engine/model/ids.h"
#include "ui/inspector/inspector_context.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace topomq::ui {

class ValueField;

/// Folded away where there is no security. What is built depends on mechanism and side: another
/// one, another page. Thread: the window's.
class SecurityFields : public QWidget
{
    Q_OBJECT

public:
    SecurityFields(const model::SocketRef& socket,
                   const InspectorContext& context,
                   QWidget* parent);

    void sync();

private:
    void addFields(QWidget* inner);
    [[nodiscard]] QString summary() const;

    model::SocketRef m_socket;
    const InspectorContext& m_context;
    std::vector<ValueField*> m_fields;
};

} // namespace topomq::ui
