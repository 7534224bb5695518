namespace RawInference.State;

/// <summary>What state has to know of the process that it is in.</summary>
/// <param name="ContentRoot">The folder that a relative data path is under.</param>
/// <param name="Production">Nothing may be generated: the pepper is needed, and the development key refused.</param>
internal sealed record LocalStateEnvironment(string ContentRoot, bool Production);
