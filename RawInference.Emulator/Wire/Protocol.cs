using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Models;
using RawInference.Emulator.Refusals;

namespace RawInference.Emulator.Wire;

/// <summary>What one provider's protocol has of its own; routes, faults, replies and the journal are shared.</summary>
/// <param name="models">The models that it answers for.</param>
/// <param name="refusals">What it refuses.</param>
internal abstract class Protocol(ModelTable models, RefusalTable refusals)
{
    public ModelTable Models { get; } = models;

    public RefusalTable Refusals { get; } = refusals;

    /// <summary>The headers on every answer, errors included.</summary>
    public abstract void ApplyHeaders(HttpContext context);

    /// <summary>The key as it was presented: the object that the rows of the endpoint <see cref="RefusalTable.KeyEndpoint"/> look at.</summary>
    public abstract JsonElement Key(HttpContext context);

    /// <summary>A request's body as one JSON object.</summary>
    public virtual Task<JsonElement> ReadBodyAsync(HttpContext context) => JsonBody.ReadAsync(context, this);

    /// <summary>The model's name as it was asked for, with its fault mark: from the body, or from the path.</summary>
    public abstract string? ModelName(HttpContext context, JsonElement body);

    public abstract JsonObject ErrorBody(WireError error);

    /// <summary>For a protocol whose errors quote something of their own request, as its id.</summary>
    public virtual JsonObject ErrorBody(WireError error, HttpContext context) => ErrorBody(error);

    /// <summary>The provider's words for a status, as a fault asks for it.</summary>
    public abstract WireError ErrorOf(int status, string? code);

    /// <summary>A body that is not a JSON object.</summary>
    public abstract WireError UnreadableBody { get; }

    /// <summary>A path or method that the provider does not have.</summary>
    public abstract WireError UnknownPath(HttpContext context);

    /// <summary>An error in the middle of a stream that began with <paramref name="first"/>.</summary>
    public abstract SseFrame ErrorFrame(SseFrame first);

    /// <summary>A frame that a client reads, and whose data is not JSON.</summary>
    public virtual string BrokenFrame => "data: {\"id\":\"broken\",,}\n\n";

    /// <summary>Makes a frame's data at least this many bytes long.</summary>
    public abstract void Pad(JsonObject data, int bytes);

    /// <summary>Where an answer, or a frame's data, may hold its usage: the objects, and the member's name.</summary>
    public abstract IEnumerable<(JsonObject? Holder, string Member)> Usages(JsonObject answer);
}
