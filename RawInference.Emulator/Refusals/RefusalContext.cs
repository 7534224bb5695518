using System.Text.Json;
using RawInference.Emulator.Models;

namespace RawInference.Emulator.Refusals;

/// <summary>The request that a row is held against; a form is read as an object of its fields.</summary>
internal sealed record RefusalContext(string Endpoint, string? ModelName, ModelEntry? Model, JsonElement Body, HttpContext Http);
