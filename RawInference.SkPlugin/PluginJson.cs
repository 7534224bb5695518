using System.Text.Json.Serialization;

namespace RawInference.SkPlugin;

/// <summary>The types that pass between kernels and the functions, without reflection.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(object))]
internal sealed partial class PluginJson : JsonSerializerContext;
