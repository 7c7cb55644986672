#pragma once
// One address that a socket binds: transport, the rest of the address, and the way to remove it.

#include "engine/model/ids.h"
#include "ui/inspector/inspector_context.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <string>

class QComboBox;
class QLabel;
class QLineEdit;

namespace topomq::ui {

class EditGesture;

/// Takes a whole address pasted into it, too. What is no address is never pushed.
/// Thread: the window's.
class AddressRow : public QWidget
{
    Q_OBJECT

public:
    AddressRow(const model::SocketRef& socket,
               std::size_t endpoint,
               const InspectorContext& context,
               QWidget* parent);

    void sync();
    /// The address that a running socket has bound, where it differs from what is written.
    void refresh();

private:
    void takeText();
    void chooseTransport();
    void remove();
    void showProblem(const QString& reason);
    [[nodiscard]] QString typed() const;

    model::SocketRef m_socket;
    std::size_t m_endpoint = 0;
    const InspectorContext& m_context;
    QComboBox* m_transport = nullptr;
    QLineEdit* m_rest = nullptr;
    QLabel* m_problem = nullptr;
    QLabel* m_bound = nullptr;
    EditGesture* m_gesture = nullptr;
    std::string m_shown;
};

} // namespace topomq::ui
