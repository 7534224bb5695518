using System.Diagnostics.CodeAnalysis;

namespace RawInference.State.Registry;

/// <summary>Values by id, of which only the most recently used are kept. Not safe for use by several threads.</summary>
internal sealed class RecentEntries<TValue>(int capacity)
    where TValue : class
{
    private readonly Dictionary<string, LinkedListNode<(string Id, TValue Value)>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, TValue Value)> _order = new();

    public IEnumerable<TValue> Values => _order.Select(node => node.Value);

    public bool TryGet(string id, [NotNullWhen(true)] out TValue? value)
    {
        if (!_nodes.TryGetValue(id, out var node))
        {
            value = null;
            return false;
        }

        _order.Remove(node);
        _order.AddFirst(node);
        value = node.Value.Value;
        return true;
    }

    public void Set(string id, TValue value)
    {
        Remove(id);
        _nodes[id] = _order.AddFirst((id, value));
        if (_nodes.Count > capacity)
        {
            Remove(_order.Last!.Value.Id);
        }
    }

    public void Remove(string id)
    {
        if (_nodes.Remove(id, out var node))
        {
            _order.Remove(node);
        }
    }
}
