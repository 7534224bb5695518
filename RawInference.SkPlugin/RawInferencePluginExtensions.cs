using Microsoft.Extensions.DependencyInjection;
using RawInference;
using RawInference.SkPlugin;

namespace Microsoft.SemanticKernel;

/// <summary>Gives kernels the functions of <see cref="RawInferencePlugin"/>.</summary>
public static class RawInferencePluginExtensions
{
    /// <summary>The plugin's name where none is given.</summary>
    public const string DefaultName = "raw_inference";

    /// <summary>Adds <c>infer</c> and <c>chat</c> over a client: the pipeline of this process, or a remote gateway.</summary>
    public static KernelPlugin AddRawInference(this ICollection<KernelPlugin> plugins, IInferenceClient client, string name = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        ArgumentNullException.ThrowIfNull(client);
        var plugin = PluginFunctions.Create(client, name);
        plugins.Add(plugin);
        return plugin;
    }

    /// <summary>Adds <c>infer</c> and <c>chat</c> to the kernels that are built, over their <see cref="IInferenceClient"/> service.</summary>
    public static IKernelBuilder AddRawInferencePlugin(this IKernelBuilder builder, string name = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // Not a singleton: a client may be scoped, since it acts for one caller.
        builder.Services.AddTransient(services => PluginFunctions.Create(services.GetRequiredService<IInferenceClient>(), name));
        return builder;
    }
}
